#include "tools/haat/deed.hpp"

namespace haat::cli {

extern const Command catalogue_take_down_command;
const Command catalogue_take_down_command{
    .name = "catalogue take-down",
    .summary = "Give a course out no more and revoke its release, in an emergency.",
    .examples =
        "haat catalogue take-down org.example.first-aid --reason \"It carries a secret key.\"\n",
    .define =
        [](Syntax& syntax) {
          return define_deed(syntax, {.act = "take-down",
                                      .of_course = true,
                                      .reason = "why; it stays with the course's history"});
        },
};

}  // namespace haat::cli
