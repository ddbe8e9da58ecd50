#include "tools/haat/deed.hpp"

namespace haat::cli {

extern const Command catalogue_unlist_command;
const Command catalogue_unlist_command{
    .name = "catalogue unlist",
    .summary = "Take a course out of the lists; who knows its id still gets it.",
    .examples =
        "haat catalogue unlist org.example.first-aid --reason \"A new edition is being made.\"\n",
    .define =
        [](Syntax& syntax) {
          return define_deed(syntax, {.act = "unlist",
                                      .of_course = true,
                                      .reason = "why; it stays with the course's history"});
        },
};

}  // namespace haat::cli
