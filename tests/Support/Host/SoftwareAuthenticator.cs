using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace CaregiverSignal.Tests.Support;

/// <summary>
/// An authenticator in software, with one passkey (ES256, attestation "none"), that answers whatever it is asked: also
/// from another origin, or without looking who is there.
/// </summary>
public sealed class SoftwareAuthenticator : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(16);
    private string userHandle = "";

    public string Origin { get; set; } = "http://localhost:5080";

    public string RelyingParty { get; set; } = "localhost";

    /// <summary>Whether it says that it knows who is there.</summary>
    public bool Verifies { get; set; } = true;

    /// <summary>How often it was used, as it says; as with passkeys that are synced, zero stays zero.</summary>
    public uint Count { get; set; }

    /// <summary>The answer to what a page asks for a new passkey.</summary>
    public string Create(string options)
    {
        var asked = JsonNode.Parse(options)!;
        userHandle = (string)asked["user"]!["id"]!;
        var attestation = new CborWriter(CborConformanceMode.Ctap2Canonical);
        attestation.WriteStartMap(3);
        attestation.WriteTextString("fmt");
        attestation.WriteTextString("none");
        attestation.WriteTextString("attStmt");
        attestation.WriteStartMap(0);
        attestation.WriteEndMap();
        attestation.WriteTextString("authData");
        attestation.WriteByteString(Data(withKey: true));
        attestation.WriteEndMap();
        return Answer(
            new JsonObject
            {
                ["clientDataJSON"] = Text(ClientData("webauthn.create", asked)),
                ["attestationObject"] = Text(attestation.Encode()),
                ["transports"] = new JsonArray("internal"),
            }
        );
    }

    /// <summary>The answer to what a page asks to sign in with.</summary>
    public string Get(string options)
    {
        var (data, client) = (Data(withKey: false), ClientData("webauthn.get", JsonNode.Parse(options)!));
        var signature = key.SignData(
            [.. data, .. SHA256.HashData(client)],
            HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence
        );
        return Answer(
            new JsonObject
            {
                ["clientDataJSON"] = Text(client),
                ["authenticatorData"] = Text(data),
                ["signature"] = Text(signature),
                ["userHandle"] = userHandle,
            }
        );
    }

    public void Dispose() => key.Dispose();

    private string Answer(JsonObject response) =>
        new JsonObject
        {
            ["id"] = Text(id),
            ["rawId"] = Text(id),
            ["type"] = "public-key",
            ["clientExtensionResults"] = new JsonObject(),
            ["response"] = response,
        }.ToJsonString();

    private byte[] ClientData(string type, JsonNode asked) =>
        Encoding.UTF8.GetBytes(
            new JsonObject
            {
                ["type"] = type,
                ["challenge"] = (string)asked["challenge"]!,
                ["origin"] = Origin,
                ["crossOrigin"] = false,
            }.ToJsonString()
        );

    /// <summary>
    /// WebAuthn level 3, section 6.1: user present is bit 0, user verified bit 2, a key comes along bit 6.
    /// </summary>
    private byte[] Data(bool withKey)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        var flags = (byte)(1 | (Verifies ? 4 : 0) | (withKey ? 64 : 0));
        byte[] start = [.. SHA256.HashData(Encoding.UTF8.GetBytes(RelyingParty)), flags, .. count];
        return withKey
            ? [.. start, .. new byte[16], (byte)(id.Length >> 8), (byte)id.Length, .. id, .. PublicKey()]
            : start;
    }

    /// <summary>RFC 9053: 1 is the kind of key, 3 the algorithm, -1 the curve, -2 and -3 the point.</summary>
    private byte[] PublicKey()
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var cose = new CborWriter(CborConformanceMode.Ctap2Canonical);
        cose.WriteStartMap(5);
        foreach (var (name, value) in new[] { (1, 2), (3, -7), (-1, 1) })
        {
            cose.WriteInt32(name);
            cose.WriteInt32(value);
        }

        cose.WriteInt32(-2);
        cose.WriteByteString(point.X!);
        cose.WriteInt32(-3);
        cose.WriteByteString(point.Y!);
        cose.WriteEndMap();
        return cose.Encode();
    }

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
