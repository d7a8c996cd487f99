"""What every flow that handles people stands on, one room a folder.

audit     who did what, and who looked at what         clock     what runs by the hour, once
queue     tasks: retried, reclaimed, watched           outbox    mail that is neither lost nor sent twice
links     personal links                               forms     public forms, HTML and API
places    postcodes and municipalities                 privacy   consent, retention, export, erasure
staff     second factor, lock-out, scopes of tokens    backup    backup and restore

Floors that any room may stand on: `errors`, `keys`, `about`, `registry`, `limits` (counting without knowing who), `viewing` (screens that only show).
"""
