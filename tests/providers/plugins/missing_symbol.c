#include "sdk/provider/provider.h"

HAAT_EXPORT int something_else(void);
int something_else(void) {
  return 1;
}
