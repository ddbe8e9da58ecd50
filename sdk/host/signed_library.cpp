#include "sdk/host/signed_library.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>

#include "core/package/digest.hpp"
#include "core/signing/file_signature.hpp"

namespace haat {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_library = 512u << 20;
constexpr std::size_t largest_signature = 64u << 10;

tl::unexpected<Error> unreadable(const std::string& name, const std::string& why) {
  return fail(Errc::unavailable, "provider-library-unreadable", name + " cannot be read: " + why);
}

using OnPiece = std::function<bool(std::string_view)>;  // false: it cannot be taken

// A regular file: not what never ends, nor what has to be waited for.
Result<void> read_pieces(const fs::path& file, std::size_t limit, const OnPiece& take) {
  const std::string name = file.filename().string();
  const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat kind {};
  if (!in || ::fstat(in.number(), &kind) != 0) return unreadable(name, std::strerror(errno));
  if (!S_ISREG(kind.st_mode)) return unreadable(name, "it is no file");
  std::array<char, 65536> buffer{};
  for (std::size_t total = 0;;) {
    const ssize_t got = ::read(in.number(), buffer.data(), buffer.size());
    if (got < 0) return unreadable(name, std::strerror(errno));
    if (got == 0) return {};
    total += static_cast<std::size_t>(got);
    if (total > limit)
      return unreadable(name, "it has more than " + std::to_string(limit) + " bytes");
    if (!take({buffer.data(), static_cast<std::size_t>(got)}))
      return unreadable(name, std::string("there is no room: ") + std::strerror(errno));
  }
}

fs::path path_of(const Descriptor& file) {
  return "/proc/self/fd/" + std::to_string(file.number());
}

bool write_all(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(to, bytes.data(), bytes.size());
    if (put < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

// Nobody can change it any more, we neither.
Result<Descriptor> sealed_copy(const fs::path& library, const std::string& name) {
  Descriptor image(::memfd_create(name.c_str(), MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!image) return unreadable(name, std::strerror(errno));
  HAAT_TRY_VOID(read_pieces(library, largest_library, [&](std::string_view piece) {
    return write_all(image.number(), piece);
  }));
  if (::fcntl(image.number(), F_ADD_SEALS,
              F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0)
    return unreadable(name, std::strerror(errno));
  return image;
}

}  // namespace

Result<Descriptor> signed_library(const fs::path& library, const Trust& trust) {
  const std::string name = library.filename().string();
  const fs::path beside = library.string() + ".sig";
  std::error_code error;
  if (!fs::exists(library, error))
    return fail(Errc::not_found, "provider-library-unreadable", name + " does not exist");
  if (!fs::exists(beside, error))
    return fail(Errc::permission_denied, "provider-unsigned",
                name + " is not signed: there is no " + beside.filename().string() +
                    " beside it, and signed_by asks for one");
  HAAT_TRY(Descriptor image, sealed_copy(library, name));
  HAAT_TRY(const Sha256 digest, sha256_of_file(path_of(image)));
  std::string signature;
  HAAT_TRY_VOID(read_pieces(beside, largest_signature, [&](std::string_view piece) {
    signature += piece;
    return true;
  }));
  HAAT_TRY_VOID(judge_file(signature, digest, trust, beside.filename().string()));
  return image;
}

}  // namespace haat
