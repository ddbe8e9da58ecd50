#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace haat {

// The text in its new form, or why not: what `text` is not, as in "no number of minutes".
using Converted = tl::expected<std::string, std::string>;

// A length in "seconds", "minutes", "hours" (also with a fraction) or by the "clock" ("1:30:00",
// "45:00" is minutes and seconds) as a duration of ISO 8601.
Converted to_duration(std::string_view text, std::string_view unit);

// A date written as `form` says ("dd/MM/yyyy HH:mm", each letter a digit; "excel": days as a
// spreadsheet counts them) as one of ISO 8601: "2026-11-20", with a time "2026-11-20T10:30:00".
Converted to_date(std::string_view text, std::string_view form);

// Whether it says year, month and day, each once, and else only HH, mm and ss.
bool is_date_form(std::string_view form);

}  // namespace haat
