#include "tools/haat/deed.hpp"

namespace haat::cli {

extern const Command submit_command;
const Command submit_command{
    .name = "submit",
    .summary = "Hand a draft in for review.",
    .examples = "haat submit 1\n",
    .define = [](Syntax& syntax) { return define_deed(syntax, {.act = "submit"}); },
};

}  // namespace haat::cli
