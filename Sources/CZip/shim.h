// libzip, which reads and checks zip archives (docs/decisions/classeurs.md).
#include <zip.h>
