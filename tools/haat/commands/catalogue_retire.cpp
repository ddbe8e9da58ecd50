#include "tools/haat/deed.hpp"

namespace haat::cli {

extern const Command catalogue_retire_command;
const Command catalogue_retire_command{
    .name = "catalogue retire",
    .summary = "Give a course out no more.",
    .examples = "haat catalogue retire org.example.first-aid --reason \"The law has changed.\"\n",
    .define =
        [](Syntax& syntax) {
          return define_deed(syntax, {.act = "retire",
                                      .of_course = true,
                                      .reason = "why; it stays with the course's history"});
        },
};

}  // namespace haat::cli
