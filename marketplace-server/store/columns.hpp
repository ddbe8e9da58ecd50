#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/course/course.hpp"
#include "core/qa/finding.hpp"
#include "core/signing/trust.hpp"
#include "marketplace-server/store/database.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

// Values that stand in one column as JSON. What is read back was written here, so it is not checked
// again.
Course course_of(const std::string& json);  // of haat::to_json(course)

std::string findings_json(const std::vector<Finding>& findings);
std::vector<Finding> findings_of(const std::string& json);

std::string signatures_json(const std::vector<SignatureNote>& signatures);
std::vector<SignatureNote> signatures_of(const std::string& json);

std::string details_json(const std::map<std::string, std::string>& details);
std::map<std::string, std::string> details_of(const std::string& json);

Time time_of(const std::string& rfc3339);

// Columns that may be NULL.
std::optional<std::string> optional_text(const Row& row, int column);
std::optional<Time> optional_time(const Row& row, int column);
std::optional<std::string> text_of(const std::optional<Time>& time);

std::string texts_json(const std::vector<std::string>& texts);
std::vector<std::string> texts_of(const std::string& json);

// A list of words, with a blank between them.
std::vector<std::string> words_of(const std::string& text);

TrustedKey trusted_key_of(const std::string& line);

}  // namespace haat::server
