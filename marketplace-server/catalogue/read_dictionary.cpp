#include "marketplace-server/catalogue/read_dictionary.hpp"

#include "marketplace-server/text_file.hpp"

namespace haat::server {

Result<Dictionary> read_dictionary(const std::filesystem::path& file) {
  if (file.empty()) return Dictionary::demonstration();
  HAAT_TRY(const std::string text, read_text_file(file, "dictionary-unreadable"));
  auto dictionary = Dictionary::parse(text);
  if (!dictionary) return fail_within(file.string(), std::move(dictionary).error());
  return dictionary;
}

}  // namespace haat::server
