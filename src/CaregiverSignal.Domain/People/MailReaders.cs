namespace CaregiverSignal.People;

/// <summary>Who reads a caregiver's mail, as they or a colleague said; nothing where nobody asked or knows.</summary>
public enum MailReaders
{
    /// <summary>Nobody but they.</summary>
    Nobody,

    /// <summary>Sometimes somebody else.</summary>
    Somebody,

    /// <summary>Mailbox and telephone lie where others take them up: what was told goes by a colleague alone.</summary>
    ShowNothing,
}

/// <summary>What a caregiver told or agreed before this visit, by what it gives away.</summary>
public enum ToldBefore
{
    /// <summary>The course in numbers.</summary>
    Course,

    /// <summary>What was promised, arranged and agreed, their plan and who is around them.</summary>
    Arranged,

    /// <summary>Their own words, what happened, who looked, how they are reached, and the copy of all.</summary>
    Words,
}

/// <summary>
/// What the link in a mail opens of what was told before: who holds the mailbox need not be the caregiver.
/// </summary>
public static class BehindMail
{
    /// <summary>The one place that decides it, for the result, the own page and all that stands behind it (ours).</summary>
    /// <param name="readers">Null where nobody asked, or they do not know.</param>
    /// <param name="isProved">They gave a code that the mailbox alone does not have.</param>
    public static bool Opens(this MailReaders? readers, ToldBefore what, bool isProved) =>
        readers switch
        {
            MailReaders.ShowNothing => false,
            _ when isProved => true,
            MailReaders.Nobody => what != ToldBefore.Words,
            MailReaders.Somebody => false,
            _ => what == ToldBefore.Course,
        };

    /// <summary>
    /// Whether an answer opens all that another does; one that opens less is given by anybody, one that opens more with
    /// a code or by a colleague.
    /// </summary>
    public static bool OpensNoLess(this MailReaders? readers, MailReaders? other) =>
        Openness(readers) >= Openness(other);

    private static int Openness(MailReaders? readers) =>
        readers switch
        {
            MailReaders.ShowNothing => 0,
            MailReaders.Somebody => 1,
            null => 2,
            _ => 3,
        };
}
