#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <iterator>

#include "core/package/source.hpp"

namespace haat {
namespace {

namespace fs = std::filesystem;

class FileSource final : public Package::Source {
 public:
  explicit FileSource(std::string bytes) : bytes_(std::move(bytes)) {}

  std::unique_ptr<Reader> reader() const override { return nullptr; }
  Result<void> read(const Entry&, const Package::OnPiece& on_piece) const override {
    return on_piece(bytes_, true);
  }
  Result<void> scan(const Package::OnBytes& on_bytes) const override {
    return on_bytes(entries.front(), bytes_, true);
  }

 private:
  const std::string bytes_;
};

// The name of the first element, whatever the encoding; "": it does not begin as XML does.
std::string root_name(std::string_view bytes) {
  std::string text;
  for (const char c : bytes.substr(0, 64 << 10))
    if (c != '\0') text += c;
  if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) text.erase(0, 2);
  auto at = text.find_first_not_of(" \t\r\n");
  if (at == std::string::npos || text[at] != '<') return {};
  for (; at != std::string::npos; at = text.find('<', at + 1)) {
    if (text.compare(at, 4, "<!--") == 0) {
      at = text.find("-->", at);
      if (at == std::string::npos) return {};
      continue;
    }
    if (at + 1 < text.size() && std::isalpha(static_cast<unsigned char>(text[at + 1])) != 0) break;
  }
  if (at == std::string::npos) return {};
  const auto end = text.find_first_of(" \t\r\n/>", at);
  const std::string name = text.substr(at + 1, end == std::string::npos ? end : end - at - 1);
  return name.substr(name.find(':') == std::string::npos ? 0 : name.find(':') + 1);
}

// The name that a manifest has to have inside a package.
std::string_view manifest_name(std::string_view root) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> names{
      {{"courseStructure", "cmi5.xml"}, {"manifest", "imsmanifest.xml"}, {"tincan", "tincan.xml"}}};
  for (const auto& [element, name] : names)
    if (root == element) return name;
  return {};
}

}  // namespace

Result<std::unique_ptr<Package::Source>> open_file(const fs::path& path, const Limits& limits) {
  std::error_code problem;
  const auto size = fs::file_size(path, problem);
  if (problem || size > limits.manifest_size) return nullptr;
  std::ifstream in(path, std::ios::binary);
  if (in.peek() == 'P') return nullptr;  // a zip: the usual case, which is not read twice
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  // Something that is XML and a zip as well is one to us and the other to an LMS: it is a zip here,
  // whose audit names what does not belong to it. XML has no such characters.
  if (bytes.find("PK\x05\x06") != std::string::npos) return nullptr;
  const auto name = manifest_name(root_name(bytes));
  if (name.empty()) return nullptr;
  const auto length = bytes.size();
  auto source = std::make_unique<FileSource>(std::move(bytes));
  source->name = path.string();
  source->size = length;
  source->alone = true;
  source->entries.push_back({std::string(name), length});
  return source;
}

}  // namespace haat
