namespace CaregiverSignal.Demo.Worlds;

/// <summary>What drives the answers of a world.</summary>
public enum Driver
{
    /// <summary>One burden is behind strain and behind how long people can go on.</summary>
    OneBurden,

    /// <summary>Strain and perseverance go half together, each on its own way.</summary>
    TwoBurdens,

    /// <summary>People differ for life, and what foretells is how they differ from themselves.</summary>
    TraitAndState,
}

/// <summary>How care comes to an end in a world.</summary>
public enum Onset
{
    /// <summary>The heavier, the likelier; at no point certain.</summary>
    Hazard,

    /// <summary>Hardly ever below a limit of one's own, often above it.</summary>
    Limit,

    /// <summary>Mostly after something that nobody saw coming.</summary>
    Sudden,

    /// <summary>Some of each.</summary>
    Mixed,
}

/// <summary>
/// One way in which caregivers might be: every number of it is drawn, from priors that are wide and ours
/// (<see cref="Worlds.Draw"/>).
/// </summary>
/// <remarks>
/// Everything inside somebody has mean 0 and deviation 1 over the people: strain, perseverance (higher is worse), what
/// nobody asks after, satisfaction, support. Danger is a weighted sum of the first three. Only what <see cref="Gate"/>
/// measures has a source; such worlds show whether rules are consistent, nothing about people. Nobody is helped by a
/// signal.
/// </remarks>
public sealed record World(int Seed)
{
    public Driver Driver { get; init; }

    public Onset Onset { get; init; }

    /// <summary>Correlation of strain and perseverance; 1 with one burden.</summary>
    public double Together { get; init; } = 1;

    /// <summary>Share of the variance that is for life; the rest moves.</summary>
    public double Trait { get; init; }

    /// <summary>What of this month's state is left in the next.</summary>
    public double Keeps { get; init; }

    /// <summary>Deviation of what a year adds to somebody's strain, on a straight line.</summary>
    public double SlopeAYear { get; init; }

    /// <summary>Collapses in a year of one person on average, before events and styles.</summary>
    public double CollapsesAYear { get; init; }

    /// <summary>How much one deviation of danger adds to the logarithm of the hazard.</summary>
    public double Steepness { get; init; }

    /// <summary>Weights of strain, perseverance and what nobody asks after in the danger.</summary>
    public (double Strain, double Perseverance, double Hidden) Danger { get; init; }

    /// <summary>
    /// Shares of the collapses: by hazard, over a limit, after something sudden, and without any reason.
    /// </summary>
    public (double Hazard, double Limit, double Sudden, double Luck) Ways { get; init; }

    /// <summary>Mean and deviation of people's own limits of danger.</summary>
    public (double Mean, double Deviation) Limit { get; init; }

    /// <summary>Heavy events of one person a year, and how many of them are of the sudden kind.</summary>
    public (double AYear, double SuddenShare) Events { get; init; }

    /// <summary>What a heavy event adds to strain and perseverance, and in how many days it fades.</summary>
    public (double Size, double Days) Shock { get; init; }

    /// <summary>What a heavy event adds to the logarithm of the hazard for 90 days; 0: it says nothing.</summary>
    public double EventRisk { get; init; }

    /// <summary>Share of the heavy events that is reported, and reports a year of events that never were.</summary>
    public (double Share, double FalseAYear) Reports { get; init; }

    /// <summary>
    /// Share of the check-ins that the middle person answers, and the deviation of people about it, in logits.
    /// </summary>
    public (double Middle, double Deviation) Answering { get; init; }

    /// <summary>
    /// Logits that one deviation of danger takes from the chance to answer; below 0: who is in danger answers more.
    /// </summary>
    public double Silence { get; init; }

    /// <summary>People a year who stop answering for good, for no reason that has to do with care.</summary>
    public double StopsAYear { get; init; }

    /// <summary>
    /// What one deviation of satisfaction adds to the logarithm of the hazard; above 0: the satisfied collapse sooner.
    /// </summary>
    public double SatisfactionRisk { get; init; }

    /// <summary>What one deviation of support takes from the logarithm of the hazard.</summary>
    public double SupportRelief { get; init; }

    /// <summary>Share of somebody's usual strain of the last year that is no longer told.</summary>
    public double Adaptation { get; init; }

    /// <summary>How much a style of answering, for life, colours every question.</summary>
    public double Style { get; init; }

    /// <summary>
    /// Requests to be called at an answered check-in of the middle person, and what one deviation of danger multiplies
    /// them by, as a logarithm.
    /// </summary>
    public (double Share, double Slope) Requests { get; init; }

    /// <summary>
    /// Weights of strain in the CSI, of its questions in their list, and of the moment in each question.
    /// </summary>
    public (double Strain, double List, double Moment) Csi { get; init; }

    /// <summary>How high the middle person's CSI stands, in deviations of a question.</summary>
    public double CsiLevel { get; init; }

    /// <summary>Weight of strain in self-rated burden.</summary>
    public double Srb { get; init; }

    /// <summary>
    /// Weights of perseverance and of strain in the perseverance time, and how short its times are, in deviations.
    /// </summary>
    public (double Perseverance, double Strain, double Shift) Time { get; init; }

    /// <summary>Mean, deviation and weight of strain of happiness.</summary>
    public (double Mean, double Deviation, double Strain) Happiness { get; init; }

    /// <summary>Respite begun by one heavily strained person a year; it takes strain away for four months.</summary>
    public double RespiteAYear { get; init; }

    /// <summary>Whether something that people believe is turned round here: silence, events, satisfaction.</summary>
    public bool IsAgainstBelief => Silence <= 0 || EventRisk <= 0 || SatisfactionRisk > 0;
}
