#include "plugins/folder/completions.hpp"

#include <cmath>

#include "plugins/folder/records.hpp"

namespace folder {

namespace {

haat::provider::Completion completion_of(const Record& record) {
  haat::provider::Completion read;
  read.learner = record.id("learner", HAAT_MAX_ID_BYTES);
  read.external_id = record.id("external_id", HAAT_MAX_ID_BYTES);
  read.began_at = record.text("began_at", HAAT_MAX_FIELD_BYTES);
  read.finished_at = record.id("finished_at", HAAT_MAX_FIELD_BYTES);
  read.score = record.number("score", 1);
  read.hours = record.number("hours", HUGE_VAL);
  read.certificate = record.text("certificate", HAAT_MAX_FIELD_BYTES);
  return read;
}

}  // namespace

std::vector<haat::provider::Completion> read_completions(
    const std::filesystem::path& file, const std::function<void(const std::string&)>& complain) {
  std::vector<haat::provider::Completion> rows;
  read_records(
      file, "completion", [&](const Record& record) { rows.push_back(completion_of(record)); },
      complain);
  return rows;
}

}  // namespace folder
