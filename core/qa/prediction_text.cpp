#include <algorithm>
#include <string_view>
#include <vector>

#include "core/qa/paint.hpp"
#include "core/qa/report.hpp"

namespace haat {
namespace {

using namespace paint;

const char* paint_of(Fate fate) {
  switch (fate) {
    case Fate::accepted:
      return green;
    case Fate::changed:
    case Fate::partly:
      return yellow;
    case Fate::refused:
      return red;
  }
  return plain;
}

std::string worded(const Language& language, const char* about, Fate fate) {
  return language.word(std::string(about) + to_string(fate));
}

}  // namespace

std::string to_text(const Prediction& prediction, Colour colour, const Language& language) {
  std::string text =
      language.word("text-on", "platform", prediction.platform) + ": " +
      painted(colour, paint_of(prediction.fate), worded(language, "text-will-", prediction.fate));
  if (!prediction.verdict.empty())
    text += " (" + language.word("text-says", "verdict", prediction.verdict) + ")";
  text += prediction.effects.empty() ? "\n\n" : ", " + language.word("text-because") + "\n\n";
  std::vector<std::string_view> sources;
  for (const auto& effect : prediction.effects) {
    text += painted(colour, paint_of(effect.fate), worded(language, "text-", effect.fate)) + " " +
            painted(colour, bold, effect.id) + "\n  ";
    if (!effect.path.empty() && effect.message.find("\"" + effect.path + "\"") == std::string::npos)
      text += effect.path + (effect.line > 0 ? ":" + std::to_string(effect.line) : "") + ": ";
    text += text_of(language.message_of(effect)) + "\n";
    text += painted(colour, dim,
                    "  " + language.word("text-do") + ": " + text_of(language.advice_of(effect))) +
            "\n\n";
    if (std::find(sources.begin(), sources.end(), effect.source) == sources.end())
      sources.push_back(effect.source);
  }
  if (sources.empty()) return text;
  text += painted(colour, dim, language.word("known-from")) + "\n";
  for (const auto source : sources) text += painted(colour, dim, "  " + std::string(source)) + "\n";
  text += "\n";
  return text;
}

}  // namespace haat
