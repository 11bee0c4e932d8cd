/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a cgroup to the service that would have to be stopped. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/array.h"
#include "model/unit.h"

struct expectation {
	const char *cgroup;
	const char *name; /* "" for none */
	bool of_user;
};

static const struct expectation expectations[] = {
	{"0::/system.slice/nginx.service\n", "nginx.service", false},
	{"0::/system.slice/system-getty.slice/getty@tty1.service\n", "getty@tty1.service", false},
	/* What a service has made below itself is still the service's. */
	{"0::/system.slice/docker.service/jobs/42\n", "docker.service", false},
	{"0::/system.slice/_weird.service\n", "weird.service", false},
	/* The older layout, alone and beside the new one, which then is empty. */
	{"12:cpu,cpuacct:/a\n1:name=systemd:/system.slice/cron.service\n", "cron.service", false},
	{"1:name=systemd:/system.slice/cron.service\n0::/\n", "cron.service", false},
	/* A user's own services, and the manager that runs them. */
	{"0::/user.slice/user-1000.slice/user@1000.service/app.slice/sync.service\n",
		"sync.service", true},
	{"0::/user.slice/user-1000.slice/user@1000.service/init.scope\n", "user@1000.service",
		false},
	{"0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-1.scope\n", "", false},
	/* Sessions and containers are scopes. */
	{"0::/user.slice/user-1000.slice/session-3.scope\n", "", false},
	{"0::/system.slice/docker-0123456789ab.scope\n", "", false},
	{"0::/docker/0123456789ab\n", "", false},
	{"0::/init.scope\n", "", false},
	{"0::/\n", "", false},
	{"", "", false},
	{"\n\n", "", false},
	{"0::", "", false},
	{"nonsense", "", false},
	{"0::/system.slice/.service\n", "", false},
};

static void test_units(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(expectations); i++) {
		const struct expectation *expected = &expectations[i];
		struct unit unit = {"untouched", true};
		bool found = unit_of_cgroup(expected->cgroup, strlen(expected->cgroup), &unit);

		assert_string_equal(unit.name, expected->name);
		assert_int_equal(unit.of_user, expected->of_user);
		assert_int_equal(found, expected->name[0] != '\0');
	}
}

static void test_a_name_too_long_is_none(void **state)
{
	char cgroup[2 * UNIT_NAME_MAX] = "0::/system.slice/";
	struct unit unit;

	(void)state;
	for (size_t i = strlen(cgroup); i < UNIT_NAME_MAX + 32; i++)
		cgroup[i] = 'x';
	snprintf(cgroup + UNIT_NAME_MAX + 32, 16, ".service\n");
	assert_false(unit_of_cgroup(cgroup, strlen(cgroup), &unit));
	assert_string_equal(unit.name, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_units),
		cmocka_unit_test(test_a_name_too_long_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
