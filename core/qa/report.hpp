#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include "core/qa/finding.hpp"
#include "core/qa/language.hpp"
#include "core/qa/prediction.hpp"

namespace haat {

enum class Colour { off, on };

// A report in the form that somebody reads. None of them holds anything that a terminal, a browser
// or a parser would take for more than text.
// For people; ends with a line that counts.
std::string to_text(const Report& report, Colour colour,
                    const Language& language = Language::english());
std::string to_text(const Prediction& prediction, Colour colour,
                    const Language& language = Language::english());
// For programs: core/qa/report.schema.json. Piece by piece, since ten thousand findings are many
// megabytes of it.
void write_json(const Report& report, const std::optional<Prediction>& prediction,
                std::ostream& out);
std::string to_json(const Report& report, const std::optional<Prediction>& prediction = {});
std::string to_json(const Finding& finding);
// SARIF 2.1.0, for code scanning. What is foreseen of a platform is a second run, with rules of its
// own.
void write_sarif(const Report& report, const std::optional<Prediction>& prediction,
                 std::ostream& out);
// One test case a rule, and one for the platform; only errors and a refusal fail.
std::string to_junit(const Report& report, const std::optional<Prediction>& prediction = {});
// One page for whoever makes the course: no script, nothing fetched, to be mailed or printed.
std::string to_html(const Report& report, const std::optional<Prediction>& prediction,
                    const Language& language);

// The JSON Schema (draft 7) of what to_json gives.
std::string_view report_schema();

}  // namespace haat
