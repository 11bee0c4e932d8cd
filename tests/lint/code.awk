# SPDX-License-Identifier: GPL-2.0-or-later
# C source to "file<TAB>line<TAB>code" without comments and without what is inside string and
# character literals, so that a check sees calls only where there are calls. #include lines stay as
# they are. A line that explains an interval of waiting (its own comment, or one just above) ends in
# "@interval".

FNR == 1 { comment = 0; explained = 0 }
{
	sub(/\r$/, "")
	gsub(/\t/, " ")
}
!comment && /^ *# *include/ {
	print FILENAME "\t" FNR "\t" $0
	next
}
{
	says = /interval/ && (comment || /\/[*\/]/)
	print FILENAME "\t" FNR "\t" strip($0) (says || explained ? " @interval" : "")
	explained = says
}

# What is code in the line; comment remembers that one goes on in the next line.
function strip(rest,  code, end, mark) {
	code = ""
	for (;;) {
		if (comment) {
			end = index(rest, "*/")
			if (!end)
				return code
			rest = substr(rest, end + 2)
			comment = 0
		}
		if (!match(rest, /\/\*|\/\/|"|'/))
			return code rest
		mark = substr(rest, RSTART, RLENGTH)
		code = code substr(rest, 1, RSTART - 1)
		rest = substr(rest, RSTART + RLENGTH)
		if (mark == "//")
			return code
		if (mark == "/*") {
			comment = 1
			continue
		}
		code = code mark mark
		# Not one match() with ?: between the expressions: that would be a match of $0.
		if (mark == "\"")
			match(rest, /^([^"\\]|\\.)*"?/)
		else
			match(rest, /^([^'\\]|\\.)*'?/)
		rest = substr(rest, RLENGTH + 1)
	}
}
