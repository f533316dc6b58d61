"""What a delegation prepares with: agreed wordings, packs, legal bases, matrices."""
