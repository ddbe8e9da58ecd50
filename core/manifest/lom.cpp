#include "core/manifest/readers.hpp"

namespace haat {
namespace {

// IMS MD 1.2 writes <langstring xml:lang>, IEEE LOM <string language>.
void take(const Element* node, std::vector<LanguageText>& into) {
  if (node == nullptr) return;
  for (const auto& each : node->children) {
    if (each.name != "langstring" && each.name != "string") continue;
    const auto* language = each.attribute("", "language");
    if (language == nullptr)
      language = each.attribute("http://www.w3.org/XML/1998/namespace", "lang");
    if (auto text = text_of(&each); !text.empty())
      into.push_back({language == nullptr ? std::string() : collapse(*language), std::move(text)});
  }
}

const Element* either(const Element* node, const char* name, const char* other) {
  const auto* found = child(node, name);
  return found != nullptr ? found : child(node, other);
}

}  // namespace

Metadata read_lom(const Element* lom) {
  Metadata metadata;
  const auto* general = child(lom, "general");
  take(child(general, "title"), metadata.titles);
  take(child(general, "description"), metadata.descriptions);
  for (const auto* keyword : children(general, "keyword")) take(keyword, metadata.keywords);
  const auto* time =
      either(child(lom, "educational"), "typicalLearningTime", "typicallearningtime");
  metadata.duration = text_of(either(time, "duration", "datetime"));
  std::vector<LanguageText> rights;
  take(child(child(lom, "rights"), "description"), rights);
  if (!rights.empty()) metadata.copyright = std::move(rights.front().text);
  return metadata;
}

}  // namespace haat
