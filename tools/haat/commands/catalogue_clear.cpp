#include "tools/haat/deed.hpp"

namespace haat::cli {

extern const Command catalogue_clear_command;
const Command catalogue_clear_command{
    .name = "catalogue clear",
    .summary = "Find nothing in a complaint about a course.",
    .examples =
        "haat catalogue clear org.example.first-aid --reason \"The map is the official one.\"\n",
    .define =
        [](Syntax& syntax) {
          return define_deed(syntax, {.act = "clear",
                                      .of_course = true,
                                      .reason = "why; it stays with the course's history"});
        },
};

}  // namespace haat::cli
