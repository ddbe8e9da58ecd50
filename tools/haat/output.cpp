#include "tools/haat/output.hpp"

#include <unistd.h>

#include <cerrno>

namespace haat::cli {

Output::Output(int descriptor) : descriptor_(descriptor) {
  setp(buffer_.data(), buffer_.data() + buffer_.size());
}

Output::~Output() {
  Output::sync();
}

Output::int_type Output::overflow(int_type byte) {
  if (sync() != 0) return traits_type::eof();
  if (traits_type::eq_int_type(byte, traits_type::eof())) return traits_type::not_eof(byte);
  return sputc(traits_type::to_char_type(byte));
}

int Output::sync() {
  const char* from = pbase();
  while (problem_ == 0 && from < pptr()) {
    const ssize_t written = ::write(descriptor_, from, static_cast<std::size_t>(pptr() - from));
    if (written >= 0)
      from += written;
    else if (errno != EINTR)
      problem_ = errno;
  }
  setp(buffer_.data(), buffer_.data() + buffer_.size());
  return problem_ == 0 ? 0 : -1;
}

}  // namespace haat::cli
