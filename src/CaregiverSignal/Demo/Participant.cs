namespace CaregiverSignal.Demo;

/// <summary>An invented caregiver in the course of the simulation.</summary>
/// <param name="Luck">Their own source of chance, so that nobody's year depends on another's.</param>
/// <param name="TalkLuck">The coordinator's chance in this case.</param>
public sealed record Participant(Persona Persona, long Id, Random Luck, Random TalkLuck)
{
    /// <summary>The check-in that the newest mail is about.</summary>
    public long? AskedIn { get; set; }

    /// <summary>The newest mail in their mailbox, by the name of its file.</summary>
    public string? NewestMail { get; set; }

    /// <summary>The last talk with the coordinator.</summary>
    public DateOnly? TalkedOn { get; private set; }

    /// <summary>The first talk since their course turned: from then on help comes.</summary>
    public DateOnly? HelpedFrom { get; private set; }

    /// <summary>How often the coordinator has looked at the case again.</summary>
    public int Reviews { get; set; }

    /// <summary>Somebody has been found who takes over now and then.</summary>
    public bool HasRespite { get; set; }

    public double StrainOn(DateOnly day) => Persona.StrainOn(day, HelpedFrom);

    /// <summary>Whether they answer at all: who fell silent does again after a talk.</summary>
    public bool AnswersOn(DateOnly day) => Persona.StopsOn is not { } stop || day < stop || TalkedOn is not null;

    /// <summary>They have talked; a later talk does not undo what an earlier one began.</summary>
    public void HaveTalked(DateOnly day)
    {
        TalkedOn = day;
        if (day >= Persona.TurnsOn)
            HelpedFrom ??= day;
    }
}
