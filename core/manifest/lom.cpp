#include "core/manifest/readers.hpp"

namespace haat {
namespace {

// IMS MD 1.2 writes <langstring xml:lang>, IEEE LOM <string language>.
void take(const pugi::xml_node& node, std::vector<LanguageText>& into) {
  for (const auto& each : node.children()) {
    const auto name = local_name(each);
    if (name != "langstring" && name != "string") continue;
    const auto language =
        collapsed(each.attribute("language")
                      ? each.attribute("language").value()
                      : attribute(each, "http://www.w3.org/XML/1998/namespace", "lang").value());
    if (auto text = text_of(each); !text.empty()) into.push_back({language, std::move(text)});
  }
}

pugi::xml_node either(const pugi::xml_node& node, const char* name, const char* other) {
  const auto found = child(node, name);
  return found ? found : child(node, other);
}

}  // namespace

Metadata read_lom(const pugi::xml_node& lom) {
  Metadata metadata;
  const auto general = child(lom, "general");
  take(child(general, "title"), metadata.titles);
  take(child(general, "description"), metadata.descriptions);
  for (const auto& keyword : general.children())
    if (local_name(keyword) == "keyword") take(keyword, metadata.keywords);
  const auto time = either(child(lom, "educational"), "typicalLearningTime", "typicallearningtime");
  metadata.duration = text_of(either(time, "duration", "datetime"));
  std::vector<LanguageText> rights;
  take(child(child(lom, "rights"), "description"), rights);
  if (!rights.empty()) metadata.copyright = std::move(rights.front().text);
  return metadata;
}

}  // namespace haat
