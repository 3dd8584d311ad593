namespace CaregiverSignal.Demo;

/// <summary>An invented caregiver during the simulation.</summary>
/// <param name="Luck">Their own source of chance, so that nobody's year depends on another's.</param>
/// <param name="TalkLuck">The source of chance for the coordinator's talks in this case.</param>
public sealed record Participant(Persona Persona, long Id, Random Luck, Random TalkLuck)
{
    /// <summary>The id of the check-in that the newest mail is about.</summary>
    public long? AskedIn { get; set; }

    /// <summary>The id of the newest mail in their mailbox.</summary>
    public string? NewestMail { get; set; }

    /// <summary>The last talk with the coordinator.</summary>
    public DateOnly? TalkedOn { get; private set; }

    /// <summary>The first talk since their course turned: from then on they are helped.</summary>
    public DateOnly? HelpedFrom { get; private set; }

    /// <summary>How often the coordinator has reviewed the case.</summary>
    public int Reviews { get; set; }

    /// <summary>Whether somebody has been found who takes over now and then.</summary>
    public bool HasRespite { get; set; }

    public double StrainOn(DateOnly day) => Persona.StrainOn(day, HelpedFrom);

    /// <summary>Whether they answer at all: somebody who fell silent does so again after a talk.</summary>
    public bool AnswersOn(DateOnly day) => Persona.StopsOn is not { } stop || day < stop || TalkedOn is not null;

    /// <summary>Records a talk; a later talk does not undo the help that began with an earlier one.</summary>
    public void HaveTalked(DateOnly day)
    {
        TalkedOn = day;
        if (day >= Persona.TurnsOn)
            HelpedFrom ??= day;
    }
}
