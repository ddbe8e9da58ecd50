#include <ostream>

#include "core/course/course.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {
namespace {

Action define(Syntax&) {
  return [](Io& io) -> Result<int> {
    io.out << course_schema();
    return 0;
  };
}

}  // namespace

extern const Command schema_command;
const Command schema_command{
    .name = "schema",
    .summary = "Print the JSON Schema of course.json, for an editor or a program of yours.",
    .examples = "haat schema > course.schema.json\n",
    .define = define,
};

}  // namespace haat::cli
