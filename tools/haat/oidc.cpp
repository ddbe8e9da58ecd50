#include "tools/haat/oidc.hpp"

#include <ostream>

#include "core/package/entry_name.hpp"
#include "sdk/authoring/redirect_listener.hpp"
#include "tools/haat/browser.hpp"

namespace haat::cli {
namespace {

constexpr std::chrono::minutes patience{10};  // as long as the marketplace remembers it

}  // namespace

Result<SignInReturn> sign_in_by_browser(PeopleClient& client, Io& io) {
  HAAT_TRY(const auto listener, RedirectListener::start());
  HAAT_TRY(const SignInStart begun, client.begin_oidc(listener->address()));
  if (!begun.address.starts_with("https://") && !begun.address.starts_with("http://"))
    return fail(Errc::corrupt, "answer-invalid",
                "the marketplace sends you to " + printable(begun.address) + ", which is no page");
  io.err << "Sign in at this address:\n\n" << printable(begun.address) << "\n\n";
  io.err.flush();
  open_browser(begun.address);
  HAAT_TRY(const BroughtBack back, listener->wait(begun.state, patience));
  if (back.code.empty())
    return fail(Errc::permission_denied, "sign-in-refused",
                "the OpenID provider did not let you in" +
                    (back.error.empty() ? "" : " (" + printable(back.error) + ")"));
  return SignInReturn{begun.state, begun.secret, back.code, back.issuer};
}

}  // namespace haat::cli
