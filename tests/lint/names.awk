# SPDX-License-Identifier: GPL-2.0-or-later
# What code.awk leaves of C to "file<TAB>line<TAB>what<TAB>name" for each thing that is declared or
# used. Not a compiler: it knows the C of this project, where no struct is a typedef.
#
#   function NAME     defined for other files (static inline in a header, too)
#   private NAME      a function or variable for its own file
#   prototype NAME    a function, declared
#   object NAME       a variable for other files; also where it is only declared
#   macro NAME, enumerator NAME, field STRUCT NAME
#   use NAME          an identifier in code; not a member, a tag, or a name that is being declared
#   begin NAME        the same, of every name that begins so (NAME ## x)
#   read PATH, write PATH   a member: "STRUCT>field>field", where "FUNCTION()" stands for the STRUCT
#                     it returns, and "?" for one that is not known
#   copy PATH PATH    a member is written and one of the same name read, and nothing else
#   type STRUCT NAME TYPE, type FUNCTION() TYPE   the struct that it is or points to

BEGIN {
	FS = "\t"
	token = "[A-Za-z_][A-Za-z_0-9]*|[0-9][A-Za-z_0-9.]*|->|##|[+][+]|--|<<=|>>=" \
		"|[-+*/%&|^=!<>]=|&&|[|][|]|<<|>>|[^ ]"
	types = "const volatile unsigned signed void char short int long float double bool"
	words = types " if else for while do switch case default break continue return goto " \
		"sizeof static inline extern typedef restrict struct union enum register " \
		"static_assert _Static_assert __attribute__ __typeof__ typeof alignas _Alignas " \
		"_Noreturn _Atomic __extension__ NULL true false"
	count = split(types, list, " ")
	for (i = 1; i <= count; i++)
		basic[list[i]]
	count = split(words, list, " ")
	for (i = 1; i <= count; i++)
		keyword[list[i]]
	n = macros = 0
}
$1 != file {
	finish()
	file = $1
	is_header = file ~ /\.h$/
}
{
	at = $2
	code = $3
	sub(/ @interval$/, "", code)
	continued = code ~ /\\ *$/
	sub(/\\ *$/, "", code)
	if (directive) {
		keep(code)
	} else if (code ~ /^ *#/) {
		begin_directive()
	} else {
		split_code(code)
		next
	}
	directive = continued ? directive : ""
}
END { finish() }

function say(line, what, name) {
	print file "\t" line "\t" what "\t" name
}

# ---- Tokens: T[1..n], in line L[i] ------------------------------------------------------

function split_code(code) {
	while (match(code, token)) {
		T[++n] = substr(code, RSTART, RLENGTH)
		L[n] = at
		code = substr(code, RSTART + RLENGTH)
	}
}

function is_name(t) {
	return t ~ /^[A-Za-z_]/ && !(t in keyword)
}

# The token that closes what opens at i.
function closing(i,  depth) {
	for (depth = 0; i < n; i++) {
		if (T[i] ~ /^[({[]$/)
			depth++
		else if (T[i] ~ /^[])}]$/ && --depth == 0)
			return i
	}
	return n
}

# ---- Directives -------------------------------------------------------------------------

# Macros wait until the file has been read: their bodies are not part of what stands around them.
function keep(code) {
	if (directive == "define") {
		body[macros] = body[macros] " " code
	} else if (directive == "condition") {
		uses_of(code)
	}
}

function begin_directive(  name) {
	sub(/^ *# */, "", code)
	directive = "other"
	if (code ~ /^define /) {
		directive = "define"
		sub(/^define */, "", code)
		match(code, /^[A-Za-z_0-9]*/)
		name = substr(code, 1, RLENGTH)
		code = substr(code, RLENGTH + 1)
		if (!(is_header && name == guard))
			say(at, "macro", name)
		body[++macros] = ""
		body_line[macros] = at
		keep(code)
	} else if (code ~ /^ifndef /) {
		# Of a header's guard, or to give what is missing: no use of it.
		name = code
		sub(/^ifndef */, "", name)
		if (guard == "")
			guard = name
	} else if (code ~ /^(if|ifdef|elif)/) {
		directive = "condition"
		sub(/^[a-z]*/, "", code)
		uses_of(code)
	}
}

function uses_of(code,  name) {
	while (match(code, /[A-Za-z_][A-Za-z_0-9]*/)) {
		name = substr(code, RSTART, RLENGTH)
		code = substr(code, RSTART + RLENGTH)
		if (name != "defined")
			say(at, "use", name)
	}
}

# ---- A whole file -----------------------------------------------------------------------

function finish(  i) {
	if (file != "")
		file_code()
	split("", global)
	for (i = 1; i <= macros; i++) {
		n = split("", T)
		at = body_line[i]
		split_code(body[i])
		in_macro = 1
		file_code()
		in_macro = 0
	}
	n = split("", T)
	macros = 0
	guard = directive = ""
}

# The expression that ends at the token before is what "last" says: a PATH, or "" for none.
function file_code(  i, t) {
	split("", local)
	braces = parens = is_static = is_typedef = assigned = 0
	current = last = declared = ""
	for (i = 1; i <= n; i++) {
		t = T[i]
		if (t == "struct" || t == "union" || t == "enum")
			i = tag(i)
		else if (t ~ /^[A-Za-z_]/)
			word(i)
		else if (t == "(" || t == "[")
			open(i)
		else if (t == ")" || t == "]")
			close_one(i)
		else if (t == "{" || t == "}" || t == ";")
			mark(i)
		else
			operator(i)
	}
}

function mark(i) {
	last = ""
	if (T[i] == "{") {
		braces++
		if (braces == 1 && current != "" && T[i - 1] == ")")
			say(current_line, is_static && !is_header ? "private" : "function", current)
	} else if (T[i] == "}") {
		braces--
	} else if (braces == 0 && current != "" && !is_typedef) {
		say(current_line, is_static ? "private" : "prototype", current)
	}
	if (T[i] == ";" || braces + parens < declared_depth)
		declared = ""
	if (braces == 0 && T[i] != "{") {
		current = ""
		is_static = is_typedef = 0
		split("", local)
	}
}

function open(i) {
	parens++
	saved[parens] = last
	opener[parens] = i
	is_call[parens] = T[i] == "(" && i > 1 && (is_name(T[i - 1]) || T[i - 1] ~ /^[])]$/)
	impure[parens] = 0
	cast[parens] = to[parens] = ""
	last = ""
}

function close_one(i,  call) {
	if (parens == 0)
		return
	call = is_call[parens]
	if (T[i] == "]")
		last = saved[parens]
	else if (call)
		last = saved[parens] ~ /\(\)$/ ? saved[parens] : "?"
	else if (impure[parens] || last == "")
		last = "?"
	else if (cast[parens] != "")
		last = cast[parens]
	# What comes behind a cast is what the cast says that it is.
	if (to[parens] != "")
		cast[parens - 1] = to[parens]
	else if (!call && T[i] == ")")
		impure[parens - 1] = 1
	parens--
	if (declared != "" && braces + parens < declared_depth)
		declared = ""
}

function operator(i,  t) {
	t = T[i]
	if (t == "." || t == "->")
		return
	if (!(t ~ /^[*&]$/ && (T[i - 1] == "(" || T[i - 1] ~ /^[*&]$/)))
		impure[parens] = 1
	last = ""
}

# ---- Words ------------------------------------------------------------------------------

function word(i,  t, before, after) {
	t = T[i]
	before = i > 1 ? T[i - 1] : ""
	after = T[i + 1]
	if (before == "." || before == "->") {
		member(i)
		return
	}
	if (t in keyword) {
		if (t == "static" && braces == 0 && parens == 0)
			is_static = 1
		if (t == "typedef")
			is_typedef = 1
		last = ""
		return
	}
	# With a type before it, it is declared.
	if (after == "##" && !is_typed(i))
		say(L[i], "begin", t)
	if (declared != "" && before ~ /^[,*]$/ && braces + parens == declared_depth &&
		after ~ /^[,;=[)]$/) {
		local[t] = declared
		last = ""
		return
	}
	if (braces == 0 && !in_macro) {
		outside(i)
		return
	}
	if (declares(i)) {
		local[t] = "?"
		last = ""
		return
	}
	if (t in local && after != "(")
		last = local[t]
	else if (t in global && after != "(")
		last = global[t]
	else
		last = after == "(" ? t "()" : "?"
	if (t != current && !(t in local))
		say(L[i], "use", t)
}

# "int name", "char *name": a variable of the function.
function declares(i) {
	return T[i + 1] != "(" && is_typed(i)
}

function is_typed(i,  j) {
	if (T[i - 1] in basic || (T[i - 1] ~ /_t$/ && is_name(T[i - 1])))
		return 1
	for (j = i - 1; T[j] == "*" || T[j] == "const"; j--)
		;
	return j < i - 1 && (T[j] in basic || T[j] ~ /^(FILE|DIR|WINDOW|PANEL|.*_t)$/)
}

# Outside of functions: the first name before "(" is the function's.
function outside(i,  t, after) {
	t = T[i]
	after = T[i + 1]
	last = ""
	if (parens == 0 && after == "(" && current == "" && T[i + 2] != "*" && t ~ /[a-z]/) {
		current = t
		current_line = L[i]
		return
	}
	if (parens == 0 && (after == ";" || after == "[" || after == "=") && current == "") {
		say(L[i], is_static ? "private" : "object", t)
		return
	}
	# Parameters have names of their own; sizes and attributes are uses.
	if (parens == 0 || t ~ /^[A-Z]/ || T[opener[parens]] == "[" || current == "")
		say(L[i], "use", t)
}

# ---- Members ----------------------------------------------------------------------------

function member(i,  j, path) {
	if (T[i - 1] == "." && T[i - 2] ~ /^[{,]$/) {
		path = "?>" T[i]
		say(L[i], "write", path)
		last = ""
		return
	}
	path = (last == "" ? "?" : last) ">" T[i]
	for (j = i + 1; T[j] == "["; j = closing(j) + 1)
		;
	if (T[j] ~ /^([-+*\/%&|^]|<<|>>)?=$/) {
		say(L[i], "write", path)
		assigned = T[j] == "=" ? j : 0
		assigned_path = path
	} else if (T[j] == ";" && is_copy(i)) {
		say(L[i], "copy", assigned_path " " path)
	} else {
		say(L[i], "read", path)
	}
	last = path (T[i + 1] == "(" ? "()" : "")
}

# Whether "a->x = b->x" ends here.
function is_copy(i,  j, name) {
	name = assigned_path
	sub(/.*>/, "", name)
	for (j = i; j > assigned && (is_name(T[j]) || T[j] ~ /^(\.|->)$/); j--)
		;
	return assigned && j == assigned && name == T[i]
}

# ---- Structs and enums ------------------------------------------------------------------

# At "struct": its body, or what is declared with it. Returns the last token that was dealt with.
function tag(i,  kind, name, j) {
	kind = T[i]
	last = ""
	if (parens > 0)
		impure[parens] = 1
	name = "?"
	j = i + 1
	if (is_name(T[j]))
		name = T[j++]
	if (T[j] == "{") {
		if (name == "?")
			name = "." ++anonymous
		i = kind == "enum" ? enumerators(j) : fields(j, name)
		j = i + 1
	} else {
		i = j - 1
	}
	if (kind == "enum")
		name = "?"
	while (T[j] ~ /^(\*|const|restrict|volatile)$/)
		i = j++
	if (!is_name(T[j])) {
		if (T[j] == ")" && T[i] == "*" && !is_call[parens])
			to[parens] = name
		return i
	}
	declared = name
	declared_depth = braces + parens
	if (braces == 0 && parens == 0) {
		if (T[j + 1] == "(") {
			say(L[j], "type", T[j] "() " name)
			return i
		}
		global[T[j]] = name
		return i
	}
	local[T[j]] = name
	return j
}

function enumerators(i,  end, depth) {
	end = closing(i)
	for (depth = 0; i < end; i++) {
		if (T[i] ~ /^[({[]$/)
			depth++
		else if (T[i] ~ /^[])}]$/)
			depth--
		else if (is_name(T[i]) && depth == 1 && T[i - 1] ~ /^[{,]$/)
			say(L[i], "enumerator", T[i])
		else if (is_name(T[i]))
			say(L[i], "use", T[i])
	}
	return end
}

# The fields between the braces, one declaration after the other.
function fields(i, owner,  end) {
	end = closing(i)
	for (i++; i < end; i++)
		i = field(i, end, owner)
	return end
}

# One declaration, "struct a *b, c[3];", up to its ";".
function field(i, end, owner,  type, name) {
	type = "?"
	name = ""
	for (; i < end && T[i] != ";"; i++) {
		if (T[i] == "enum") {
			if (is_name(T[i + 1]))
				i++
			if (T[i + 1] == "{")
				i = enumerators(i + 1)
		} else if (T[i] ~ /^(struct|union)$/) {
			type = is_name(T[i + 1]) ? T[++i] : ""
			if (T[i + 1] == "{") {
				if (type == "")
					type = nameless(closing(i + 1) + 1, owner)
				i = fields(i + 1, type)
			}
		} else if (T[i] == "(" && T[i + 1] == "*") {
			# A function: what it takes is of no interest.
			say(L[i + 2], "field", owner " " T[i + 2])
			i = closing(closing(i) + 1)
			name = ""
		} else if (T[i] ~ /^[[(]$/) {
			i = sizes(i)
		} else if (T[i] == ":") {
			i++
			if (is_name(T[i]))
				say(L[i], "use", T[i])
		} else if (T[i] == ",") {
			put_field(owner, name, type)
			name = ""
		} else if (is_name(T[i])) {
			name = T[i]
			name_line = L[i]
		}
	}
	put_field(owner, name, type)
	return i
}

# Whose the fields of a struct without a tag are, that ends before i: without a name, the owner's.
function nameless(i, owner) {
	return T[i] == ";" ? owner : "." ++anonymous
}

function put_field(owner, name, type) {
	if (name == "")
		return
	say(name_line, "field", owner " " name)
	if (type != "?")
		say(name_line, "type", owner " " name " " type)
}

# What stands in the brackets at i is used. Returns where they end.
function sizes(i,  end) {
	for (end = closing(i); i < end; i++)
		if (is_name(T[i]))
			say(L[i], "use", T[i])
	return end
}
