#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace haat {

// A course as a record tells of it after the mapping, within the limits of the provider contract
// (sdk/provider/provider.h). What is not known is empty, but external_id and title are not.
struct MappedCourse {
  std::string external_id;
  std::string title;
  std::string description;
  std::string language;  // BCP 47
  std::string duration;  // ISO 8601
  std::string version;
  std::string licence;  // SPDX

  bool operator==(const MappedCourse&) const = default;
};

// How courses are read from the records of one partner: a file, mapping.schema.json. Immutable; may
// be used by several threads at once.
class Mapping {
 public:
  // A field that could not be read, and why in half a sentence: "its /Duration is "soon", which is
  // no number of minutes".
  struct Fault {
    std::string field;
    std::string reason;
  };
  struct Mapped {
    MappedCourse course;
    std::optional<Fault> refused;  // then the course is none; its external_id is there if it could
                                   // be read
    std::vector<Fault> left_out;   // what the course does without, as the mapping allows
  };

  // `name` is the file, for messages, which name the place in it and the nearest word that is
  // known. ("mapping-invalid", "json-invalid", "json-too-large", ...)
  static Result<Mapping> parse(std::string_view json, const std::string& name);

  // `record` is a JSON object of a stranger's, of max_record bytes at most.
  static constexpr std::size_t max_record = 256u << 10;
  Mapped apply(std::string_view record) const;

  // Of the file's bytes: another mapping has another one.
  const std::string& digest() const;

 private:
  struct Rules;
  std::shared_ptr<const Rules> rules_;
};

// The JSON Schema of the file, as text.
std::string_view mapping_schema();

}  // namespace haat
