"""How the personal data in this room is found, exported, erased and how long it is kept: there is none.

The tasks themselves are a library's table; `trust.privacy` speaks for it.
"""

from trust.registry import declare_impersonal

declare_impersonal("trust.TaskRetry", because="functions and kinds of error, never their text or arguments")
declare_impersonal("trust.WorkerBeat", because="names of machines and processes")
