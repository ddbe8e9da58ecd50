#include "tools/haat/deed.hpp"

namespace haat::cli {

extern const Command catalogue_list_command;
const Command catalogue_list_command{
    .name = "catalogue list",
    .summary = "Put an unlisted course into the lists again.",
    .examples = "haat catalogue list org.example.first-aid\n",
    .define =
        [](Syntax& syntax) { return define_deed(syntax, {.act = "list", .of_course = true}); },
};

}  // namespace haat::cli
