/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the screen's thread has done for it, because it may wait. */
#include <config.h>

#include "base/worker.h"
#include "tui/frame/app.h"

void app_do(struct app *app, struct job *job)
{
	if (!app->worker) {
		worker_do(job, app);
		return;
	}
	job->result = worker_add(app->worker, job);
	if (job->result < 0) {
		job->finish(job, app);
		job->done(job);
	}
}
