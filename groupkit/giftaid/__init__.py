"""Gift Aid: declarations, which money in is a gift of whom, claims for HMRC's file, and small cash collections."""
