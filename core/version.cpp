#include "core/version.hpp"

namespace haat {

std::string_view version() {
  return HAAT_VERSION;
}

}  // namespace haat
