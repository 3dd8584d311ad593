namespace CaregiverSignal.Pages.ForCoordinators;

/// <summary>A word in a pill. Its colour shows only urgency.</summary>
public sealed record Tag(string Word, TagKind Kind = TagKind.Plain)
{
    /// <summary>Whether it must stand out: now, or late.</summary>
    public bool IsLoud => Kind is TagKind.Now or TagKind.Soon;

    public string Style => Kind == TagKind.Plain ? "tag" : $"tag tag-{Kind.ToString().ToLowerInvariant()}";
}

/// <summary>The meaning of a <see cref="Tag"/>'s colour; the last is the loudest.</summary>
public enum TagKind
{
    /// <summary>Only the kind.</summary>
    Plain,

    /// <summary>It came after the last conversation.</summary>
    New,

    /// <summary>It is late, or must be taken up.</summary>
    Soon,

    /// <summary>Somebody must be called now.</summary>
    Now,
}
