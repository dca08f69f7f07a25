DELETE FROM spent_solutions WHERE organisation = $1 AND expires_at <= $2
