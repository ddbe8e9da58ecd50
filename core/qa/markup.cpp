#include "core/qa/markup.hpp"

namespace haat {

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

void Markup::open(std::string_view name, const Attributes& attributes) {
  out_ += '<';
  out_ += name;
  for (const auto& [attribute, value] : attributes) {
    out_ += ' ';
    out_ += attribute;
    out_ += "=\"" + escaped(value) + '"';
  }
  out_ += '>';
  open_.emplace_back(name);
}

void Markup::close() {
  out_ += "</" + open_.back() + ">";
  open_.pop_back();
}

void Markup::text(std::string_view text) {
  out_ += escaped(text);
}

void Markup::raw(std::string_view markup) {
  out_ += markup;
}

void Markup::element(std::string_view name, std::string_view content,
                     const Attributes& attributes) {
  open(name, attributes);
  text(content);
  close();
}

}  // namespace haat
