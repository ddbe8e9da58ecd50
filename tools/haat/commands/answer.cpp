#include "tools/haat/deed.hpp"

namespace haat::cli {

extern const Command answer_command;
const Command answer_command{
    .name = "answer",
    .summary = "Answer what curators asked, without another package.",
    .examples =
        "haat answer 1 --reason \"The quiz has feedback; it shows after the last question.\"\n",
    .define =
        [](Syntax& syntax) {
          return define_deed(syntax,
                             {.act = "answer", .reason = "the answer; the curators read it"});
        },
};

}  // namespace haat::cli
