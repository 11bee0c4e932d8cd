/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What control groups tell, as systemd, docker, podman, kubernetes and lxc name them. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/array.h"
#include "model/cgroup.h"

#define ID "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void assert_part(const char *part, size_t len, const char *wanted)
{
	char text[256] = "(none)";

	if (part)
		snprintf(text, sizeof(text), "%.*s", (int)len, part);
	assert_string_equal(text, wanted ? wanted : "(none)");
}

static void finds_the_path(void **state)
{
	static const struct {
		const char *text;
		const char *path;
	} cases[] = {
		{"0::/a/b\n", "/a/b"},
		{"0::/\n", "/"},
		/* Both hierarchies: the one that systemd keeps counts. */
		{"12:cpu:/x\n1:name=systemd:/a\n0::/b\n", "/a"},
		{"12:cpu:/x\n0::/b:c\n", "/b:c"},
		{"12:cpu:/x\n", NULL},
		{"nonsense", NULL},
		{"", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t len;
		const char *path = cgroup_path(cases[i].text, strlen(cases[i].text), &len);

		assert_part(path, len, cases[i].path);
	}
}

static void finds_unit_and_container(void **state)
{
	static const struct {
		const char *path;
		const char *unit;
		const char *container;
	} cases[] = {
		{"/", NULL, NULL},
		{"", NULL, NULL},
		{"/system.slice/nginx.service", "nginx.service", NULL},
		{"/system.slice/nginx.service/worker", "nginx.service", NULL},
		{"/user.slice/user-1000.slice/session-3.scope", "session-3.scope", NULL},
		{"/user.slice/user-1000.slice/user@1000.service/app.slice/a.service", "a.service",
			NULL},
		{"/user.slice", "user.slice", NULL},
		{"/.service", NULL, NULL},
		{"/system.slice/docker-" ID ".scope", "docker-" ID ".scope", "0123456789ab"},
		{"/docker/" ID, NULL, "0123456789ab"},
		{"/docker/" ID "0", NULL, NULL},
		{"/machine.slice/libpod-" ID ".scope/container", "libpod-" ID ".scope",
			"0123456789ab"},
		{"/kubepods.slice/kubepods-pod1.slice/cri-containerd-" ID ".scope",
			"cri-containerd-" ID ".scope", "0123456789ab"},
		{"/lxc.payload.web/system.slice/cron.service", "cron.service", "web"},
		{"/machine.slice/systemd-nspawn@box.service", "systemd-nspawn@box.service", "box"},
		{"/machine.slice/machine-vm1.scope", "machine-vm1.scope", "vm1"},
		{"/machine-x.slice", "machine-x.slice", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t len;
		const char *part = cgroup_unit(cases[i].path, &len);

		assert_part(part, len, cases[i].unit);
		part = cgroup_container(cases[i].path, &len);
		assert_part(part, len, cases[i].container);
	}
}

static void finds_the_service_to_stop(void **state)
{
	static const struct {
		const char *path;
		const char *name; /* "" for none */
		bool of_user;
	} cases[] = {
		{"/system.slice/nginx.service", "nginx.service", false},
		{"/system.slice/system-getty.slice/getty@tty1.service", "getty@tty1.service",
			false},
		/* What a service has made below itself is still the service's. */
		{"/system.slice/docker.service/jobs/42", "docker.service", false},
		{"/system.slice/_weird.service", "weird.service", false},
		/* A user's own services, and the manager that runs them. */
		{"/user.slice/user-1000.slice/user@1000.service/app.slice/sync.service",
			"sync.service", true},
		{"/user.slice/user-1000.slice/user@1000.service/init.scope", "user@1000.service",
			false},
		{"/user.slice/user-1000.slice/user@1000.service/app.slice/app-1.scope", "", false},
		/* Sessions and containers are scopes. */
		{"/user.slice/user-1000.slice/session-3.scope", "", false},
		{"/system.slice/docker-0123456789ab.scope", "", false},
		{"/docker/0123456789ab", "", false},
		{"/init.scope", "", false},
		{"/", "", false},
		{"", "", false},
		{"/system.slice/.service", "", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct cgroup_service service = {"untouched", true};
		bool found = cgroup_service(cases[i].path, &service);

		assert_string_equal(service.name, cases[i].name);
		assert_int_equal(service.of_user, cases[i].of_user);
		assert_int_equal(found, cases[i].name[0] != '\0');
	}
}

static void takes_no_service_with_too_long_a_name(void **state)
{
	char path[2 * CGROUP_NAME_MAX] = "/system.slice/";
	struct cgroup_service service;

	(void)state;
	memset(path + strlen(path), 'a', CGROUP_NAME_MAX);
	snprintf(path + strlen(path), 16, ".service");
	assert_false(cgroup_service(path, &service));
	assert_string_equal(service.name, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_path),
		cmocka_unit_test(finds_unit_and_container),
		cmocka_unit_test(finds_the_service_to_stop),
		cmocka_unit_test(takes_no_service_with_too_long_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
