#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace haat {

// What kind of failure it is. The kinds are few, because they are what callers branch on: one
// switch maps them to HTTP (marketplace-server/http/problem.cpp), one to exit codes
// (tools/haat/main.cpp).
enum class Errc {
  invalid_argument,   // the caller asked for something that makes no sense
  unauthenticated,    // nobody, or nobody known, is asking
  permission_denied,  // known, but not allowed
  not_found,
  conflict,     // it exists already, or is in a state that does not allow this
  corrupt,      // bytes that are not what they claim to be
  too_large,    // over a limit; the message names the limit and the actual value
  unsupported,  // well-formed, but of a kind that Haat does not handle
  unavailable,  // a disk, network, server or plugin did not do its part; trying again may help
  internal,     // a mistake of ours
};

// An operation that could not be done. `message` is one sentence for a person, without a full stop:
// it names the file and the place, and says what to do. `id` is stable, kebab-case and names the
// defect: scripts and tests go by it, and it is the last part of the problem type that the server
// answers.
struct Error {
  Errc kind;
  std::string id;
  std::string message;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Errc kind, std::string id, std::string message) {
  return tl::unexpected<Error>(Error{kind, std::move(id), std::move(message)});
}

// The same error, told from one floor higher: "course.zip: entry 3 is truncated".
inline tl::unexpected<Error> fail_within(const std::string& context, Error error) {
  error.message = context + ": " + error.message;
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace haat

#define HAAT_JOIN_(a, b) a##b
#define HAAT_JOIN(a, b) HAAT_JOIN_(a, b)

// HAAT_TRY(const auto bytes, read(path)); takes the value, or returns the error from this function.
#define HAAT_TRY(declaration, ...) HAAT_TRY_(HAAT_JOIN(try_, __LINE__), declaration, __VA_ARGS__)
#define HAAT_TRY_(result, declaration, ...)                                   \
  auto result = (__VA_ARGS__);                                                \
  if (!result) return tl::unexpected<haat::Error>(std::move(result).error()); \
  declaration = *std::move(result)

// The same for a Result<void>.
#define HAAT_TRY_VOID(...) HAAT_TRY_VOID_(HAAT_JOIN(try_void, __LINE__), __VA_ARGS__)
#define HAAT_TRY_VOID_(result, ...)         \
  if (auto result = (__VA_ARGS__); !result) \
  return tl::unexpected<haat::Error>(std::move(result).error())
