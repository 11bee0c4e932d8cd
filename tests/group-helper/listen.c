/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Takes what programs send to the system's log, and says each line of it; or lets it pile up. */
#include <config.h>

#include "group_helper.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int bind_socket(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (strlen(path) >= sizeof(address.sun_path))
		fail("a path that is short enough");
	memcpy(address.sun_path, path, strlen(path));
	if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0)
		fail(path);
	return fd;
}

static void say_datagram(int fd)
{
	char text[2048];
	ssize_t length = recv(fd, text, sizeof(text) - 1, 0);

	if (length < 0)
		fail("receiving");
	text[length] = '\0';
	say("logged %s", text);
}

int listen_main(int argc, char **argv)
{
	struct pollfd fds[2] = {{.events = POLLIN}, {.fd = STDIN_FILENO, .events = POLLIN}};

	if (argc != 1)
		return HELPER_EXIT_USAGE;
	fds[0].fd = bind_socket(argv[0]);
	say("ready");
	while (poll(fds, COUNT(fds), -1) > 0 || errno == EINTR) {
		if (fds[0].revents & POLLIN)
			say_datagram(fds[0].fd);
		else if (fds[1].revents)
			break;
	}
	unlink(argv[0]);
	return 0;
}

/* Sends to it until it takes no more. */
static void fill(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	memcpy(address.sun_path, path, strlen(path));
	if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof(address)) < 0)
		fail(path);
	while (send(fd, "", 1, 0) == 1)
		continue;
	if (errno != EAGAIN)
		fail("filling");
	close(fd);
}

int deaf_main(int argc, char **argv)
{
	struct pollfd end = {.fd = STDIN_FILENO, .events = POLLIN};
	int fd;

	if (argc != 1)
		return HELPER_EXIT_USAGE;
	fd = bind_socket(argv[0]);
	fill(argv[0]);
	say("ready");
	while (poll(&end, 1, -1) < 0 && errno == EINTR)
		continue;
	close(fd);
	unlink(argv[0]);
	return 0;
}
