#include <algorithm>
#include <string_view>
#include <vector>

#include "core/qa/report.hpp"

namespace haat {
namespace {

constexpr const char *red = "\x1b[31m", *yellow = "\x1b[33m", *green = "\x1b[32m",
                     *bold = "\x1b[1m", *dim = "\x1b[2m", *plain = "\x1b[0m";

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
  const auto painted = [&](const char* paint, const std::string& text) {
    return colour == Colour::off ? text : paint + text + plain;
  };
  std::string text = "On " + prediction.platform + ": " +
                     painted(paint_of(prediction.fate), sentence_of(prediction.fate));
  if (!prediction.verdict.empty()) text += " (it will say " + prediction.verdict + ")";
  text += prediction.effects.empty() ? "\n\n" : ", because\n\n";
  std::vector<std::string_view> sources;
  for (const auto& effect : prediction.effects) {
    text += painted(paint_of(effect.fate), to_string(effect.fate)) + " " +
            painted(bold, effect.id) + "\n  ";
    if (!effect.path.empty() && effect.message.find("\"" + effect.path + "\"") == std::string::npos)
      text += effect.path + (effect.line > 0 ? ":" + std::to_string(effect.line) : "") + ": ";
    text += effect.message + "\n";
    text += painted(dim, "  do: " + effect.advice) + "\n\n";
    if (std::find(sources.begin(), sources.end(), effect.source) == sources.end())
      sources.push_back(effect.source);
  }
  if (sources.empty()) return text;
  text += painted(dim, "This is known from") + "\n";
  for (const auto source : sources) text += painted(dim, "  " + std::string(source)) + "\n";
  text += "\n";
  return text;
}

}  // namespace haat
