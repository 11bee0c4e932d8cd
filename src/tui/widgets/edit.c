/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/widgets/edit.h"

#include <limits.h>
#include <string.h>
#include <wchar.h>

#include "base/array.h"
#include "base/key.h"
#include "base/text.h"

/* Whether the byte goes on with a character of UTF-8; other charsets that posse draws have none. */
static bool is_continuation(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80 && text_charset_of_locale() == TEXT_UTF8;
}

void edit_init(struct edit *ret_edit, const char *text)
{
	size_t length = strlen(text);

	memset(ret_edit, 0, sizeof(*ret_edit));
	if (length >= EDIT_MAX) {
		length = EDIT_MAX - 1;
		while (length > 0 && is_continuation(text[length]))
			length--;
	}
	memcpy(ret_edit->text, text, length);
	ret_edit->length = length;
	ret_edit->position = length;
}

static size_t before(const struct edit *edit, size_t position)
{
	if (position > 0)
		position--;
	while (position > 0 && is_continuation(edit->text[position]))
		position--;
	return position;
}

static size_t behind(const struct edit *edit, size_t position)
{
	if (position < edit->length)
		position++;
	while (position < edit->length && is_continuation(edit->text[position]))
		position++;
	return position;
}

/* Where the word in front of the position begins. */
static size_t word_start(const struct edit *edit, size_t start)
{
	while (start > 0 && edit->text[start - 1] == ' ')
		start--;
	while (start > 0 && edit->text[start - 1] != ' ')
		start--;
	return start;
}

/* Takes the bytes between the cursor and the target out; false: there are none. */
static bool cut(struct edit *edit, size_t target)
{
	size_t start = target < edit->position ? target : edit->position;
	size_t end = target < edit->position ? edit->position : target;

	if (start == end)
		return false;
	memmove(edit->text + start, edit->text + end, edit->length - end + 1);
	edit->length -= end - start;
	edit->position = start;
	return true;
}

static bool insert(struct edit *edit, int key)
{
	char bytes[MB_LEN_MAX];
	mbstate_t state = {0};
	size_t count = wcrtomb(bytes, (wchar_t)key, &state);

	if (count == (size_t)-1 || edit->length + count >= EDIT_MAX)
		return false;
	memmove(edit->text + edit->position + count, edit->text + edit->position,
		edit->length - edit->position + 1);
	memcpy(edit->text + edit->position, bytes, count);
	edit->length += count;
	edit->position += count;
	return true;
}

static size_t text_start(const struct edit *edit, size_t position)
{
	(void)edit;
	(void)position;
	return 0;
}

static size_t text_end(const struct edit *edit, size_t position)
{
	(void)position;
	return edit->length;
}

/* Where the cursor goes, or up to where the text is taken out. */
static const struct {
	int key;
	size_t (*target)(const struct edit *edit, size_t position);
	bool cuts;
} movements[] = {
	{KEYPAD_LEFT, before, false},
	{KEYPAD_RIGHT, behind, false},
	{KEYPAD_HOME, text_start, false},
	{KEY_CTRL('A'), text_start, false},
	{KEYPAD_END, text_end, false},
	{KEY_CTRL('E'), text_end, false},
	{KEY_ERASE, before, true},
	{KEYPAD_DELETE, behind, true},
	{KEY_CTRL('D'), behind, true},
	{KEY_CTRL('W'), word_start, true},
	{KEY_CTRL('U'), text_start, true},
	{KEY_CTRL('K'), text_end, true},
};

bool edit_key(struct edit *edit, int key, bool *ret_changed)
{
	*ret_changed = false;
	for (size_t i = 0; i < COUNT(movements); i++) {
		size_t target;

		if (movements[i].key != key)
			continue;
		target = movements[i].target(edit, edit->position);
		if (movements[i].cuts)
			*ret_changed = cut(edit, target);
		else
			edit->position = target;
		return true;
	}
	if (key < ' ' || wcwidth((wchar_t)key) < 0)
		return false;
	*ret_changed = insert(edit, key);
	return true;
}
