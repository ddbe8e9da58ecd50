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

const char* sentence_of(Fate fate) {
  switch (fate) {
    case Fate::accepted:
      return "will be accepted";
    case Fate::changed:
      return "will be accepted, but changed";
    case Fate::partly:
      return "will work only partly";
    case Fate::refused:
      return "will be refused";
  }
  return "";
}

}  // namespace

std::string to_text(const Prediction& prediction, Colour colour) {
  std::string text = "On " + prediction.platform + ": " +
                     painted(colour, paint_of(prediction.fate), sentence_of(prediction.fate));
  if (!prediction.verdict.empty()) text += " (it will say " + prediction.verdict + ")";
  text += prediction.effects.empty() ? "\n\n" : ", because\n\n";
  std::vector<std::string_view> sources;
  for (const auto& effect : prediction.effects) {
    text += painted(colour, paint_of(effect.fate), to_string(effect.fate)) + " " +
            painted(colour, bold, effect.id) + "\n  ";
    if (!effect.path.empty() && effect.message.find("\"" + effect.path + "\"") == std::string::npos)
      text += effect.path + (effect.line > 0 ? ":" + std::to_string(effect.line) : "") + ": ";
    text += effect.message + "\n";
    text += painted(colour, dim, "  do: " + effect.advice) + "\n\n";
    if (std::find(sources.begin(), sources.end(), effect.source) == sources.end())
      sources.push_back(effect.source);
  }
  if (sources.empty()) return text;
  text += painted(colour, dim, "This is known from") + "\n";
  for (const auto source : sources) text += painted(colour, dim, "  " + std::string(source)) + "\n";
  text += "\n";
  return text;
}

}  // namespace haat
