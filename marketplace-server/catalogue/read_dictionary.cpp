#include "marketplace-server/catalogue/read_dictionary.hpp"

#include <fstream>
#include <iterator>

namespace haat::server {

Result<Dictionary> read_dictionary(const std::filesystem::path& file) {
  if (file.empty()) return Dictionary::demonstration();
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad())
    return fail(Errc::unavailable, "dictionary-unreadable", "cannot read " + file.string());
  auto dictionary = Dictionary::parse(text);
  if (!dictionary) return fail_within(file.string(), std::move(dictionary).error());
  return dictionary;
}

}  // namespace haat::server
