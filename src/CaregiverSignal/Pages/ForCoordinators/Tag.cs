namespace CaregiverSignal.Pages.ForCoordinators;

/// <summary>A word in a pill. Its colour means how urgent it is, and nothing else.</summary>
public sealed record Tag(string Word, TagKind Kind = TagKind.Plain)
{
    /// <summary>Whether it is to be seen from afar: now, or late.</summary>
    public bool IsLoud => Kind is TagKind.Now or TagKind.Soon;

    /// <summary>The classes of the style sheet.</summary>
    public string Style => Kind == TagKind.Plain ? "tag" : $"tag tag-{Kind.ToString().ToLowerInvariant()}";
}

/// <summary>What the colour of a <see cref="Tag"/> says; the last is the loudest.</summary>
public enum TagKind
{
    /// <summary>What kind of thing it is.</summary>
    Plain,

    /// <summary>It came after the last talk.</summary>
    New,

    /// <summary>It is late, or waits for somebody to take it up.</summary>
    Soon,

    /// <summary>Somebody is to be called now.</summary>
    Now,
}
