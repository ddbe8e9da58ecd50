#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "core/result.hpp"

namespace haat {

// What a browser brings back from an OpenID provider.
struct BroughtBack {
  std::string code;
  std::string error;   // instead of a code: "access_denied"
  std::string issuer;  // RFC 9207; may be empty
};

// Waits at a free port of 127.0.0.1 for a browser that comes back from signing in (RFC 8252, 7.3).
class RedirectListener {
 public:
  static Result<std::unique_ptr<RedirectListener>> start();
  ~RedirectListener();

  std::string address() const;  // "http://127.0.0.1:49152/signed-in"

  // Until one comes with this state; any other is turned away. unavailable ("sign-in-late")
  Result<BroughtBack> wait(const std::string& state, std::chrono::seconds patience);

 private:
  struct State;
  explicit RedirectListener(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace haat
