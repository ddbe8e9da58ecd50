#include "marketplace-server/text_file.hpp"

#include <fstream>
#include <iterator>

namespace haat::server {

Result<std::string> read_text_file(const std::filesystem::path& file, const char* id,
                                   const std::string& what) {
  try {
    std::ifstream in(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (in.is_open() && !in.bad()) return text;
  } catch (const std::ios_base::failure&) {  // which a folder throws, as soon as it is read
  }
  return fail(Errc::unavailable, id, "cannot read " + what + file.string());
}

}  // namespace haat::server
