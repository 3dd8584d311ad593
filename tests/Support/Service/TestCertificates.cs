using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CaregiverSignal.Tests.Support;

/// <summary>
/// An authority of our own and certificates it signs; the tests and the programs they start trust it.
/// </summary>
public sealed class TestCertificates : IDisposable
{
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2090, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly X509Certificate2 Trusted = NewAuthority();

    private readonly X509Certificate2 authority;
    private readonly TemporaryFolder folder = new();

    public TestCertificates()
        : this(isTrusted: true) { }

    public TestCertificates(bool isTrusted) => authority = isTrusted ? Trusted : NewAuthority();

    /// <summary>Puts the authority in place of those of the machine, before the runtime reads them.</summary>
    [ModuleInitializer]
    internal static void Trust()
    {
        var file = Path.Combine(Path.GetTempPath(), $"cgs-authority-{Environment.ProcessId}.pem");
        File.WriteAllText(file, Trusted.ExportCertificatePem());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(file);
        Environment.SetEnvironmentVariable("SSL_CERT_FILE", file);
        _ = SetForTheRuntime("SSL_CERT_FILE\0"u8.ToArray(), Encoding.UTF8.GetBytes(file + '\0'), 1);
    }

    /// <summary>The path of a file with something secret in it.</summary>
    public string Secret(string text) => folder.Write("secret", text);

    public X509Certificate2 For(string host, DateTimeOffset? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = Request(host, key).Create(authority, From, until ?? To, RandomNumberGenerator.GetBytes(8));
        return WithKey(signed, key);
    }

    public static X509Certificate2 SelfSigned(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Request(host, key).CreateSelfSigned(From, To);
    }

    public void Dispose()
    {
        if (authority != Trusted)
            authority.Dispose();
        folder.Dispose();
    }

    private static X509Certificate2 NewAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=CaregiverSignal test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request.CreateSelfSigned(From, To);
    }

    // Environment.SetEnvironmentVariable does not reach what the runtime asks the C library.
    [DllImport("libc", EntryPoint = "setenv"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetForTheRuntime(byte[] name, byte[] value, int overwrites);

    private static CertificateRequest Request(string host, ECDsa key)
    {
        var request = new CertificateRequest("CN=" + host, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        return request;
    }

    private static X509Certificate2 WithKey(X509Certificate2 certificate, ECDsa key) =>
        certificate.CopyWithPrivateKey(key);
}
