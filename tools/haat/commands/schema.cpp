#include <memory>
#include <ostream>

#include "core/course/course.hpp"
#include "core/mapping/mapping.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {
namespace {

Action define(Syntax& syntax) {
  auto mapping = std::make_shared<bool>(false);
  syntax.flag("--mapping", *mapping, "of a provider's mapping file");
  return [mapping](Io& io) -> Result<int> {
    io.out << (*mapping ? mapping_schema() : course_schema());
    return 0;
  };
}

}  // namespace

extern const Command schema_command;
const Command schema_command{
    .name = "schema",
    .summary =
        "Print the JSON Schema of course.json or of a mapping, for an editor or a program of "
        "yours.",
    .examples = "haat schema > course.schema.json\n",
    .define = define,
};

}  // namespace haat::cli
