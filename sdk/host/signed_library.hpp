#pragma once

#include <filesystem>

#include "core/result.hpp"
#include "core/signing/trust.hpp"
#include "sdk/host/descriptor.hpp"

namespace haat {

// The bytes of a library that its signature, LIBRARY.sig, vouches for. They were copied and sealed
// before they were judged, so what was judged is what is loaded, whatever becomes of the file. The
// error is a sentence about the file ("provider-unsigned", "provider-library-unreadable", and those
// of core/signing/file_signature.hpp).
Result<Descriptor> signed_library(const std::filesystem::path& library, const Trust& trust);

}  // namespace haat
