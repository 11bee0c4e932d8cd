/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the screen's thread has done for it, because it may wait. */
#include <config.h>

#include "base/worker.h"
#include "tui/frame/app.h"

void app_do(struct app *app, struct job *job)
{
	int r;

	if (!app->worker) {
		worker_do(job, app);
		return;
	}
	r = worker_add(app->worker, job);
	if (r == 0)
		return; /* it may have been done by now: its result is the worker's */
	job->result = r;
	job->finish(job, app);
	job->done(job);
}
