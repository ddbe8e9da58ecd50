#pragma once

#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "sdk/host/worker/witness.hpp"

namespace haat {

// What a plugin may do to the machine: read its own library, the system's libraries and the named
// folders, use so much memory, start threads. Everything else is refused with EPERM or EACCES.
struct Confinement {
  std::string library;
  std::vector<std::string> readable;
  std::uint64_t memory;  // bytes of address space over what the process has now
  Descriptor witness;    // the socket to whoever is told of what was refused
};

// Locks this process in, for good. The value names the protections that this kernel lacks
// ("Landlock, seccomp"), empty if it has all; the error is a sentence about a folder that cannot be
// given, or about a limit that cannot be set.
tl::expected<std::string, std::string> lock_in(Confinement confinement);

// The parts, in the order in which they are put on.
enum class Protection { on, lacking };
tl::expected<void, std::string> limit_resources(std::uint64_t memory);
tl::expected<void, std::string> drop_privileges();
tl::expected<Protection, std::string> limit_files(const Confinement& confinement);  // Landlock
Protection limit_system_calls(Witness& witness);                                    // seccomp

}  // namespace haat
