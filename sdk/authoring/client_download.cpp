#include "sdk/authoring/client_download.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "core/interruption.hpp"

namespace haat {

Result<Download> Download::create(const std::filesystem::path& to) {
  Download download(to);
  std::string beside = to.string() + ".part-XXXXXX";
  download.file_ = ::mkostemp(beside.data(), O_CLOEXEC);
  if (download.file_ < 0) return download.cannot_write(errno);
  download.beside_ = std::move(beside);
  download.hasher_ = std::make_unique<Hasher>();
  return download;
}

Download::Download(Download&& other) noexcept
    : to_(std::move(other.to_)),
      beside_(std::exchange(other.beside_, {})),
      file_(std::exchange(other.file_, -1)),
      digest_(other.digest_),
      hasher_(std::move(other.hasher_)) {}

Download::~Download() {
  if (file_ >= 0) ::close(file_);
  if (!beside_.empty()) ::unlink(beside_.c_str());
}

tl::unexpected<Error> Download::cannot_write(int problem) const {
  return fail(Errc::unavailable, "file-not-written",
              to_.string() + " cannot be written: " + std::strerror(problem));
}

Result<void> Download::write(std::string_view piece) {
  HAAT_TRY_VOID(not_interrupted());
  hasher_->update(piece);
  while (!piece.empty()) {
    const ssize_t written = ::write(file_, piece.data(), piece.size());
    if (written < 0 && errno != EINTR) return cannot_write(errno);
    if (written > 0) piece.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

const Sha256& Download::digest() {
  if (hasher_) digest_ = hasher_->finish();
  hasher_.reset();
  return digest_;
}

Result<void> Download::commit() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  if (::fchmod(file_, 0666 & ~mask) != 0 || ::fsync(file_) != 0) return cannot_write(errno);
  if (::rename(beside_.c_str(), to_.c_str()) != 0) return cannot_write(errno);
  beside_.clear();
  return {};
}

}  // namespace haat
