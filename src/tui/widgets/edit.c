/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/widgets/edit.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
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

/* Where the word in front of the cursor begins. */
static size_t word_start(const struct edit *edit)
{
	size_t start = edit->position;

	while (start > 0 && edit->text[start - 1] == ' ')
		start--;
	while (start > 0 && edit->text[start - 1] != ' ')
		start--;
	return start;
}

/* Takes the bytes from start to end out; false: there are none. */
static bool cut(struct edit *edit, size_t start, size_t end)
{
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

static bool erase_before(struct edit *edit)
{
	return cut(edit, before(edit, edit->position), edit->position);
}

static bool erase_behind(struct edit *edit)
{
	return cut(edit, edit->position, behind(edit, edit->position));
}

static bool erase_word(struct edit *edit)
{
	return cut(edit, word_start(edit), edit->position);
}

static bool erase_to_start(struct edit *edit)
{
	return cut(edit, 0, edit->position);
}

static bool erase_to_end(struct edit *edit)
{
	return cut(edit, edit->position, edit->length);
}

static bool go_left(struct edit *edit)
{
	edit->position = before(edit, edit->position);
	return false;
}

static bool go_right(struct edit *edit)
{
	edit->position = behind(edit, edit->position);
	return false;
}

static bool go_to_start(struct edit *edit)
{
	edit->position = 0;
	return false;
}

static bool go_to_end(struct edit *edit)
{
	edit->position = edit->length;
	return false;
}

/* Each returns whether the text is another one. */
static const struct {
	int key;
	bool (*run)(struct edit *edit);
} actions[] = {
	{KEY_ERASE, erase_before},
	{KEYPAD_DELETE, erase_behind},
	{KEY_CTRL('D'), erase_behind},
	{KEY_CTRL('W'), erase_word},
	{KEY_CTRL('U'), erase_to_start},
	{KEY_CTRL('K'), erase_to_end},
	{KEYPAD_LEFT, go_left},
	{KEYPAD_RIGHT, go_right},
	{KEYPAD_HOME, go_to_start},
	{KEY_CTRL('A'), go_to_start},
	{KEYPAD_END, go_to_end},
	{KEY_CTRL('E'), go_to_end},
};

bool edit_key(struct edit *edit, int key, bool *ret_changed)
{
	*ret_changed = false;
	for (size_t i = 0; i < COUNT(actions); i++) {
		if (actions[i].key != key)
			continue;
		*ret_changed = actions[i].run(edit);
		return true;
	}
	if (key < ' ' || wcwidth((wchar_t)key) < 0)
		return false;
	*ret_changed = insert(edit, key);
	return true;
}
